-- What tasks ask for beyond plain calls, and the tasks that are items of another one's list.
ALTER TABLE workflow_task
  MODIFY task_reqid varchar(192) NOT NULL,
  ADD COLUMN task_options   mediumtext NULL COMMENT 'JSON; NULL for a plain call',
  ADD COLUMN task_item      mediumtext NULL COMMENT 'JSON; the item of the list',
  ADD COLUMN parent_task_id bigint NULL COMMENT 'the task that has the list',
  ADD COLUMN due_at         bigint NULL COMMENT 'pending: not published before; waiting for a signal: fails then',
  ADD COLUMN cancel_no      int NOT NULL DEFAULT 0 COMMENT 'the start whose message is still to be cancelled';
