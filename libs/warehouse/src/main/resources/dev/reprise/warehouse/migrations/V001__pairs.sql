-- SPDX-License-Identifier: Apache-2.0
-- ${onCluster} and ${engine:NAME} are filled in by the migrator: nothing and NAME on one server,
-- ON CLUSTER and ReplicatedNAME on a cluster. Statements end with a semicolon at the end of a line.

-- One row a pair. What was on the wire is kept as it was; what is derived (endpoint, technology,
-- host, path, *_text) stands beside it for queries. log_partition and log_offset say where in Kafka
-- the pair came from: exactly-once rests on them (docs/adr/0001).
CREATE TABLE IF NOT EXISTS rrpairs ${onCluster}
(
    capture_id             String CODEC(ZSTD(1)),
    sequence               UInt64 CODEC(Delta, ZSTD(1)),
    log_partition          UInt32,
    log_offset             UInt64 CODEC(Delta, ZSTD(1)),
    service                LowCardinality(String),
    replay_id              LowCardinality(String),
    tags                   Map(LowCardinality(String), String),
    direction              Enum8('IN' = 1, 'OUT' = 2),
    connection_id          String CODEC(ZSTD(1)),
    connection_index       UInt32,
    client                 String CODEC(ZSTD(1)),
    server                 LowCardinality(String),
    tls_version            LowCardinality(String),
    tls_sni                LowCardinality(String),
    tls_alpn               LowCardinality(String),
    tls_cipher             LowCardinality(String),
    method                 LowCardinality(String),
    scheme                 LowCardinality(String),
    authority              LowCardinality(String),
    host                   LowCardinality(String),
    target                 String CODEC(ZSTD(1)),
    path                   String CODEC(ZSTD(1)),
    request_version        LowCardinality(String),
    request_header_names   Array(LowCardinality(String)),
    request_header_values  Array(String) CODEC(ZSTD(1)),
    request_body           String CODEC(ZSTD(3)),
    request_body_bytes     UInt64,
    request_body_sha256    String CODEC(NONE),
    request_trailer_names  Array(LowCardinality(String)),
    request_trailer_values Array(String) CODEC(ZSTD(1)),
    request_text           String CODEC(ZSTD(3)),
    has_response           Bool,
    status                 UInt16,
    reason                 LowCardinality(String),
    response_version       LowCardinality(String),
    response_header_names  Array(LowCardinality(String)),
    response_header_values Array(String) CODEC(ZSTD(1)),
    response_body          String CODEC(ZSTD(3)),
    response_body_bytes    UInt64,
    response_body_sha256   String CODEC(NONE),
    response_trailer_names Array(LowCardinality(String)),
    response_trailer_values Array(String) CODEC(ZSTD(1)),
    response_text          String CODEC(ZSTD(3)),
    start_time             DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    request_end_time       DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    response_start_time    DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    response_end_time      DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    duration_nanos         Int64 CODEC(ZSTD(1)),
    marks                  Array(LowCardinality(String)),
    redaction_places       Array(String) CODEC(ZSTD(1)),
    redaction_rules        Array(LowCardinality(String)),
    technology             LowCardinality(String),
    endpoint               LowCardinality(String),
    INDEX capture_idx capture_id TYPE bloom_filter(0.01) GRANULARITY 4,
    INDEX status_idx status TYPE set(64) GRANULARITY 4,
    INDEX endpoint_idx endpoint TYPE set(256) GRANULARITY 4,
    INDEX request_text_idx request_text TYPE tokenbf_v1(8192, 3, 0) GRANULARITY 4,
    INDEX response_text_idx response_text TYPE tokenbf_v1(8192, 3, 0) GRANULARITY 4
)
ENGINE = ${engine:MergeTree}
PARTITION BY toYYYYMMDD(start_time)
ORDER BY (service, direction, start_time, capture_id, sequence)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Copies that were dropped at a full bound, recorded as data.
CREATE TABLE IF NOT EXISTS gaps ${onCluster}
(
    capture_id    String,
    sequence      UInt64,
    log_partition UInt32,
    log_offset    UInt64,
    service       LowCardinality(String),
    dropped_pairs UInt64,
    dropped_bytes UInt64,
    from_time     DateTime64(9, 'UTC'),
    to_time       DateTime64(9, 'UTC'),
    reason        LowCardinality(String)
)
ENGINE = ${engine:MergeTree}
ORDER BY (service, from_time, capture_id, sequence)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- The highest log offset of each partition whose rows are all in: readers that must not see half a
-- batch stop here.
CREATE TABLE IF NOT EXISTS watermarks ${onCluster}
(
    log_partition UInt32,
    log_offset    UInt64
)
ENGINE = ${engine:ReplacingMergeTree}(log_offset)
ORDER BY log_partition;
