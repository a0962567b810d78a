-- start_no counts the starts of a task and is never reset; with it, the id of every start's message is unique for ever.
ALTER TABLE workflow_task
  MODIFY task_reqid  varchar(128) NOT NULL,
  MODIFY task_params mediumtext,
  MODIFY task_extra  mediumtext NOT NULL,
  MODIFY ret_data    mediumtext,
  ADD COLUMN start_no int NOT NULL DEFAULT 0;
