"""What every service and the gateway share: contracts, messaging, access, records, texts."""
