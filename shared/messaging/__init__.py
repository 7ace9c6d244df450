"""Events, calls and deadlines between services, on RabbitMQ or inside one process."""
