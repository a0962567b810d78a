CREATE TABLE ruqi_outputs (
  firing_id char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  output mediumtext DEFAULT NULL COMMENT 'all that the run said, up to 64 KB; null: not more than the history holds',
  stop_us bigint DEFAULT NULL COMMENT 'since when it is to stop, UTC microseconds',
  PRIMARY KEY (firing_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='RuQi: outputs that still grow or are longer than the history holds';
