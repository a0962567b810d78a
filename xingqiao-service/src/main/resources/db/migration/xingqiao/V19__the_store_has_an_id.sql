CREATE TABLE xingqiao_store (
  one tinyint NOT NULL COMMENT 'always 1: there is one row',
  id varchar(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'part of the handler that ends of messages are reported to',
  PRIMARY KEY (one)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='XingQiao: tells this database from others beside the same BaiChuan';
