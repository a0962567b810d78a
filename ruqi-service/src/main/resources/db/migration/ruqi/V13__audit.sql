CREATE TABLE ruqi_audit (
  id        bigint NOT NULL AUTO_INCREMENT,
  at_ms     bigint NOT NULL COMMENT 'end of the call, Unix milliseconds',
  who       varchar(255) NOT NULL COMMENT 'name of a token or user, - without authentication',
  role      varchar(32) NOT NULL,
  address   varchar(255) NOT NULL COMMENT 'of the client',
  call_path varchar(255) NOT NULL,
  object    varchar(255) NOT NULL COMMENT 'id or name that the call was about, empty for none',
  params    text NOT NULL COMMENT 'JSON without secrets, cut at 2000 characters',
  stat      varchar(64) NOT NULL COMMENT 'how it ended',
  reqid     varchar(255) NOT NULL,
  PRIMARY KEY (id),
  KEY ruqi_audit_at (at_ms),
  KEY ruqi_audit_object (object)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='who changed what';
