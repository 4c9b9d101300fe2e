/**
 * Container images that do not run the project's Python web application, so their `DEBUG` belongs to another program.
 * Compared with the last part of an image's name. Names as on Docker Hub, 2026-11-23.
 */
const THIRD_PARTY_IMAGES: ReadonlySet<string> = new Set(
  (
    'node bun deno php ruby golang rust openjdk eclipse-temurin amazoncorretto tomcat jetty maven gradle dotnet aspnet ' +
    'nginx httpd caddy haproxy traefik envoy kong varnish squid swag nginx-proxy ' +
    'postgres postgis timescaledb mysql mariadb percona mongo mongo-express redis valkey keydb memcached rabbitmq nats ' +
    'kafka cp-kafka zookeeper cp-zookeeper elasticsearch opensearch kibana logstash solr clickhouse-server neo4j ' +
    'cassandra couchdb influxdb cockroach mssql-server-linux server dynamodb-local localstack minio mc etcd consul ' +
    'vault grafana prometheus loki promtail jaeger all-in-one zipkin tempo alertmanager node-exporter cadvisor ' +
    'mailhog mailpit maildev mailcatcher smtp4dev postfix adminer phpmyadmin pgbouncer keycloak dex hydra kratos ' +
    'oauth2-proxy selenium standalone-chrome standalone-firefox chrome browserless wordpress drupal ghost nextcloud ' +
    'gitea jenkins sonarqube registry portainer watchtower redis-commander redisinsight elasticmq fake-gcs-server ' +
    'fluentd fluent-bit vector telegraf statsd graphite'
  ).split(' '),
);

/** True for an image that is known to run something other than the project's Python program. */
export function isThirdPartyImage(image: string): boolean {
  const name = image
    .replace(/@sha256:.*$/s, '')
    .replace(/:[^/:]*$/, '')
    .replace(/^.*\//, '')
    .toLowerCase();
  return THIRD_PARTY_IMAGES.has(name);
}
