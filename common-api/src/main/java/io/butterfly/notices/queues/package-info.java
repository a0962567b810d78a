/** Whether the queues of BaiChuan are worked off: asked of BaiChuan, which knows no notices itself. */
package io.butterfly.notices.queues;
