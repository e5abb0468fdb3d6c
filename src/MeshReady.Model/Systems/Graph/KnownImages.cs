using MeshReady.Model.Deployment;

namespace MeshReady.Model.Systems;

/// <summary>Programs that systems run and do not write: databases, brokers, proxies, identity providers, tools for watching.</summary>
internal static class KnownImages
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "rabbitmq", "rabbit", "kafka", "zookeeper", "nats", "mosquitto", "activemq", "artemis", "pulsar", "redpanda", "eventstore", "emqx", "azurite",
        "postgres", "postgresql", "mysql", "mariadb", "mssql", "sqlserver", "sql", "mongo", "mongodb", "redis", "valkey", "memcached", "elasticsearch", "opensearch",
        "cassandra", "influxdb", "clickhouse", "cosmosdb", "dynamodb", "minio", "oracle", "couchbase", "neo4j", "pgvector", "pgadmin", "adminer", "timescaledb",
        "keycloak", "vault", "consul", "eureka", "etcd", "nginx", "envoy", "traefik", "haproxy", "kong", "ocelot", "yarp", "caddy", "apisix",
        "maildev", "mailhog", "mailpit", "papercut", "smtp4dev", "mailserver", "greenmail", "sendgrid",
        "seq", "zipkin", "jaeger", "prometheus", "grafana", "loki", "tempo", "kibana", "logstash", "fluentd", "otel", "opentelemetry", "collector", "cadvisor", "dapr", "daprd", "placement",
    };

    /// <summary>Whether a word of an image's last segment, or of a Compose service's name, names such a program.</summary>
    public static bool IsInfrastructure(string name) => NameForms.Kebab(name).Split('-').Any(Names.Contains);
}
