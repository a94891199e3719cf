// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Reprise authors
/**
 * What a pod that holds the engines and the services needs beside the engines' own main classes; a
 * supervisor it has already, the kubelet.
 */
@NullMarked
package dev.reprise.localstack.pod;

import org.jspecify.annotations.NullMarked;
