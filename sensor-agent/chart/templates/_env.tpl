{{/* Environment of both containers. TELOVIX_NAME comes after what it refers to. */}}
{{- define "telovix-sensor.env" -}}
{{- include "telovix-sensor.consoleEnv" . }}
- name: TELOVIX_FLAVOR
  value: {{ .Values.flavor | quote }}
{{- with .Values.sensor.nodeRole }}
- name: TELOVIX_ROLE
  value: {{ . | quote }}
{{- end }}
- name: TELOVIX_TAGS
  value: {{ default list .Values.sensor.tags | join "," | quote }}
- name: TELOVIX_NODE_NAME
  valueFrom:
    fieldRef:
      fieldPath: spec.nodeName
- name: TELOVIX_NAME
  value: {{ default "$(TELOVIX_NODE_NAME)" .Values.sensor.nodeNameOverride | quote }}
- name: TELOVIX_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: TELOVIX_POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: TELOVIX_TOKEN_FILE
  value: /etc/telovix-sensor/token/enrollmentToken
- name: TELOVIX_STATE
  value: /var/lib/telovix-sensor
- name: TELOVIX_CONFIG
  value: /var/lib/telovix-sensor
- name: TELOVIX_KUBERNETES
  value: "true"
# The record departs with preStop, the certificate stays: the next pod revives it.
- name: TELOVIX_KEEP_IDENTITY
  value: "true"
- name: TELOVIX_HEALTH_PORT
  value: {{ .Values.healthPort | int | quote }}
{{- if .Values.startupGate.enabled }}
- name: TELOVIX_STARTUP_GATE
  value: "true"
- name: TELOVIX_STARTUP_GATE_SECONDS
  value: {{ .Values.startupGate.failOpenSeconds | int | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* How to reach the Console and what to trust it by. */}}
{{- define "telovix-sensor.consoleEnv" -}}
{{- $config := include "telovix-sensor.fullname" . -}}
- name: TELOVIX_CONSOLE
  valueFrom:
    configMapKeyRef: { name: {{ $config }}, key: consoleUrl }
- name: TELOVIX_CLUSTER_NAME
  valueFrom:
    configMapKeyRef: { name: {{ $config }}, key: clusterName }
- name: TELOVIX_INSTALL_ID
  valueFrom:
    configMapKeyRef: { name: {{ $config }}, key: installId }
{{- if .Values.sensor.bootstrapCaCertPath }}
- name: TELOVIX_CA_CERT
  value: {{ .Values.sensor.bootstrapCaCertPath | quote }}
{{- else if .Values.sensor.consoleCaCert }}
- name: TELOVIX_CA_CERT
  value: /etc/telovix-sensor/ca/ca.pem
{{- end }}
{{- end -}}
