/** The manual's example workflows. They come with the service, and each is a model for your own. */
package io.butterfly.xingqiao.workflow.builtin;
