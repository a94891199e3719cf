// SPDX-License-Identifier: Apache-2.0
// Reads {"name": [resource, ...]} from standard input, checks every resource by the validators that kubernetes-models makes of
// Kubernetes' OpenAPI, and writes what is wrong, one line each; what it has no validator for is wrong, too.
import { readFileSync } from "node:fs";

async function validatorOf({ apiVersion, kind }) {
  const from = apiVersion.startsWith("monitoring.coreos.com/") ? "@kubernetes-models/prometheus-operator" : "kubernetes-models";
  return (await import(`${from}/${apiVersion}/${kind}`))[kind];
}

const sets = JSON.parse(readFileSync(0, "utf8"));
let checked = 0;
for (const [name, resources] of Object.entries(sets)) {
  for (const resource of resources) {
    const what = `${name}: ${resource.kind} ${resource.metadata?.name}`;
    try {
      const Model = await validatorOf(resource);
      new Model(resource).validate();
      checked++;
    } catch (e) {
      console.log(`${what}: ${e.message}`);
    }
  }
}
console.log(`${checked} checked`);
