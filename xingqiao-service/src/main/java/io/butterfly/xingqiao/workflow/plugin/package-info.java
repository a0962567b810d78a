/**
 * The plugins folder: YAML files and jars, read at the start and again whenever one of them changes, is added or goes.
 *
 * <p>A file that cannot be read is reported and logged, once for each of its versions, and whatever it held before
 * stays in use; a file that is gone takes its workflows with it. A jar is copied before it is opened, so that it may be
 * overwritten at any time, and has a class loader of its own: two jars do not see each other's classes. When a jar is
 * replaced the version before stays open until the next one comes, for jobs that are just being made of it. The loop
 * looks once a second; a job type that is not known makes it look at once.
 */
package io.butterfly.xingqiao.workflow.plugin;
