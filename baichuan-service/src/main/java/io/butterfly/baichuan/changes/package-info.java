/** Who changed what: the calls of operators and admins, in one stream of bounded length that all replicas share. */
package io.butterfly.baichuan.changes;
