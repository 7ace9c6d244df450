"""/api/v1/access-logs and /record-verifications: what each service keeps about itself."""

from gateway.api.routes import Area
from gateway.rpc import SERVICES
from shared.contracts.records import AccessList, ListAccessLog, RecordsCheck, VerifyRecords

AREAS = tuple(Area(service, f"{service}-records") for service in (*SERVICES, "gateway"))

for area in AREAS:
    of_service = area.service
    area.query(f"/access-logs/{of_service}", "list_access_log", ListAccessLog, AccessList)
    area.query(f"/record-verifications/{of_service}", "verify_records", VerifyRecords, RecordsCheck)
