/** XingQiao's words on the wire: what its calls take and what they answer. */
package io.butterfly.api.xingqiao;
