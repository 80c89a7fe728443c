{{- define "telovix-sensor.pod" -}}
serviceAccountName: {{ include "telovix-sensor.fullname" . }}
{{- with include "telovix-sensor.pullSecrets" . }}
{{ . }}
{{- end }}
{{- with include "telovix-sensor.priorityClass" . }}
priorityClassName: {{ . }}
{{- end }}
hostPID: true
hostNetwork: true
hostIPC: false
dnsPolicy: ClusterFirstWithHostNet
enableServiceLinks: false
terminationGracePeriodSeconds: {{ .Values.terminationGracePeriodSeconds | int }}
{{ include "telovix-sensor.scheduling" . }}
initContainers:
  - name: bpf-init
    args: [bpf-init]
    {{- include "telovix-sensor.containerBasics" . | nindent 4 }}
containers:
  - name: telovix-sensor
    args: [run]
    {{- include "telovix-sensor.containerBasics" . | nindent 4 }}
    ports:
      # Also keeps the sensors of two releases off one node.
      - name: health
        containerPort: {{ .Values.healthPort | int }}
        hostPort: {{ .Values.healthPort | int }}
        hostIP: 127.0.0.1
        protocol: TCP
    startupProbe:
      {{- include "telovix-sensor.probe" "/livez" | nindent 6 }}
      periodSeconds: 2
      failureThreshold: 60
    livenessProbe:
      {{- include "telovix-sensor.probe" "/livez" | nindent 6 }}
      periodSeconds: 20
      failureThreshold: 3
    readinessProbe:
      {{- include "telovix-sensor.probe" "/readyz" | nindent 6 }}
      periodSeconds: 5
      failureThreshold: 3
    lifecycle:
      preStop:
        exec:
          command: [/usr/local/bin/telovix-sensor, --decommission]
volumes:
  {{- include "telovix-sensor.volumes" . | nindent 2 }}
{{- end -}}

{{/* What both containers have in common. eBPF needs privileged mode: no value changes it. */}}
{{- define "telovix-sensor.containerBasics" -}}
image: {{ include "telovix-sensor.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
command: [/usr/local/bin/telovix-sensor]
securityContext:
  privileged: true
  runAsUser: 0
  readOnlyRootFilesystem: true
env:
  {{- include "telovix-sensor.env" . | nindent 2 }}
resources:
  {{- toYaml .Values.resources | nindent 2 }}
terminationMessagePolicy: FallbackToLogsOnError
volumeMounts:
  {{- include "telovix-sensor.volumeMounts" . | nindent 2 }}
{{- end -}}

{{/* The pod's network is the node's: its health socket listens on loopback alone. */}}
{{- define "telovix-sensor.probe" -}}
httpGet:
  host: 127.0.0.1
  path: {{ . }}
  port: health
timeoutSeconds: 5
{{- end -}}

{{- define "telovix-sensor.pullSecrets" -}}
{{- $own := ternary (list (dict "name" (printf "%s-registry" (include "telovix-sensor.fullname" .)))) list (not (empty .Values.imagePullSecret.password)) -}}
{{- with concat $own (default list .Values.imagePullSecrets) -}}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Linux nodes only, whatever else is selected. A node that waits for its sensor has to let it in. */}}
{{- define "telovix-sensor.scheduling" -}}
{{- $gate := dict "key" "telovix.io/sensor-not-ready" "operator" "Exists" -}}
nodeSelector:
  {{- merge (dict "kubernetes.io/os" "linux") (default dict .Values.nodeSelector) | toYaml | nindent 2 }}
{{- with concat (default list .Values.tolerations) (ternary (list $gate) list .Values.startupGate.enabled) }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
