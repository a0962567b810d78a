CREATE TABLE ruqi_schedulers (
  id bigint NOT NULL AUTO_INCREMENT COMMENT 'one incarnation of a process; never used again',
  name varchar(64) NOT NULL COMMENT 'host:port:pid',
  started_us bigint NOT NULL COMMENT 'UTC microseconds',
  lease_until_us bigint NOT NULL COMMENT 'UTC microseconds, by the clock of this database',
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='RuQi: replicas and their leases';
