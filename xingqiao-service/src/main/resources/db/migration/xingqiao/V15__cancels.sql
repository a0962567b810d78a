-- Messages, and jobs that are tasks, that are still to be cancelled. They outlive their tasks' rows, and a task may have several.
-- workflow_task.cancel_no, in which an older release notes one of them, is still read and set back.
CREATE TABLE workflow_cancel (
  task_id  bigint NOT NULL,
  start_no int NOT NULL COMMENT 'the start of the task',
  job_id   bigint NOT NULL COMMENT 'the job that has, or had, the task',
  is_job   tinyint(1) NOT NULL COMMENT 'whether the task is a job of its own',
  PRIMARY KEY (task_id, start_no),
  KEY cancel_job_id (job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
