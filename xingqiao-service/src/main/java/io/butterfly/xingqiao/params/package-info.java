/** Where the parameters of a task come from, and which source goes before which. */
package io.butterfly.xingqiao.params;
