{{/* The name of an image. Call with (list $ "generator"). */}}
{{- define "reprise.image" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}
{{- index $root.Values.images $name | default (printf "%s/%s:%s" $root.Values.image.repository $name $root.Values.image.tag) -}}
{{- end }}

{{- define "reprise.labels" -}}
app.kubernetes.io/part-of: reprise
{{- end }}

{{/* What restricted pod security asks of a pod. */}}
{{- define "reprise.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch # PostgreSQL refuses a directory that a group may write
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* ... and of a container. */}}
{{- define "reprise.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop:
  - ALL
{{- end }}

{{/* One of the four services. Call with (list $ "ingest" port). */}}
{{- define "reprise.service" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}{{- $port := index . 2 -}}
name: {{ $name }}
image: {{ include "reprise.image" (list $root (printf "%s-service" $name)) }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
envFrom:
- configMapRef:
    name: reprise-settings
- secretRef:
    name: {{ $root.Values.secret }}
    {{- if $root.Values.embedded }}
    optional: true
    {{- end }}
ports:
- name: {{ $name }}
  containerPort: {{ $port }}
  protocol: TCP
{{- if eq $name "orchestrator" }}
- name: webhook
  containerPort: 8443
  protocol: TCP
{{- end }}
startupProbe:
  httpGet:
    path: /q/health/live
    port: {{ $name }}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet:
    path: /q/health/live
    port: {{ $name }}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet:
    path: /q/health/ready
    port: {{ $name }}
  periodSeconds: 5
  timeoutSeconds: 5
resources:
  {{- index $root.Values.resources $name | toYaml | nindent 2 }}
securityContext:
  {{- include "reprise.containerSecurity" $root | nindent 2 }}
volumeMounts:
- name: tmp
  mountPath: /tmp
{{- if or $root.Values.embedded (eq $name "snapshot") }}
- name: data
  mountPath: /data
{{- end }}
{{- if eq $name "orchestrator" }}
- name: api-access
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end }}
{{- end }}

{{/* The operator's way to the API server, for the one container that needs it: what automounting would give to all of a pod. */}}
{{- define "reprise.apiAccess" -}}
name: api-access
projected:
  defaultMode: 292
  sources:
  - serviceAccountToken:
      path: token
      expirationSeconds: 3607
  - configMap:
      name: kube-root-ca.crt
      items:
      - key: ca.crt
        path: ca.crt
  - downwardAPI:
      items:
      - path: namespace
        fieldRef:
          apiVersion: v1
          fieldPath: metadata.namespace
{{- end }}

{{/* One of the embedded engines, a native sidecar. Call with (list $ "kafka" "kafka.KafkaMain" heap port (list args)). */}}
{{- define "reprise.engine" -}}
{{- $root := index . 0 -}}{{- $name := index . 1 -}}
name: {{ $name }}
image: {{ include "reprise.image" (list $root "engines") }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
restartPolicy: Always
command:
- java
- -XX:+UseSerialGC
- -XX:+ExitOnOutOfMemoryError
- -Xmx{{ index . 3 }}m
- --enable-native-access=ALL-UNNAMED
- --sun-misc-unsafe-memory-access=allow
- -cp
- /opt/reprise/lib/*
- dev.reprise.localstack.{{ index . 2 }}
args:
{{ index . 5 | toYaml }}
# It listens on loopback only, where the kubelet cannot look. What is started after it waits for this.
startupProbe:
  exec:
    command:
    - java
    - -Xshare:auto
    - -XX:TieredStopAtLevel=1
    - -cp
    - /opt/reprise/lib/*
    - dev.reprise.localstack.pod.ListeningMain
    - --port
    - {{ index . 4 | quote }}
  periodSeconds: 3
  timeoutSeconds: 10
  failureThreshold: 60
resources:
  {{- index $root.Values.resources $name | toYaml | nindent 2 }}
securityContext:
  {{- include "reprise.containerSecurity" $root | nindent 2 }}
volumeMounts:
- name: tmp
  mountPath: /tmp
- name: data
  mountPath: /data
{{- end }}
