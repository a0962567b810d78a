-- As V3.
ALTER TABLE workflow_task CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
