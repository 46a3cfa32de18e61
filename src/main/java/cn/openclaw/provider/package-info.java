/** Who can be asked: providers, their hosts and models, and how a reference becomes an endpoint. */
@NullMarked
package cn.openclaw.provider;

import org.jspecify.annotations.NullMarked;
