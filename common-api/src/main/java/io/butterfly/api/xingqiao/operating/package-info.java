/** Calls that intervene in a running or an ended job. */
package io.butterfly.api.xingqiao.operating;
