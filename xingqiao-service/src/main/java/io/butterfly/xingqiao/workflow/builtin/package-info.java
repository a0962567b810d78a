/** The manual's example workflows (contract §5.3). They come with the service, and each is a model for one's own. */
package io.butterfly.xingqiao.workflow.builtin;
