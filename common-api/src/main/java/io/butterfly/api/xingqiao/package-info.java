/** XingQiao's words on the wire: what its calls take and what they answer (contract §5). */
package io.butterfly.api.xingqiao;
