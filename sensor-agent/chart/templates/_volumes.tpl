{{/*
The host as the sensor sees it: read-only but for its state and the BPF file system. What bpf-init mounts
there has to reach the host and with it the sensor: hence Bidirectional.
*/}}
{{- define "telovix-sensor.volumeMounts" -}}
- name: proc
  mountPath: /proc
  readOnly: true
- name: sys
  mountPath: /sys
  readOnly: true
- name: bpf
  mountPath: /sys/fs/bpf
  mountPropagation: Bidirectional
- name: state
  mountPath: /var/lib/telovix-sensor
- name: host-run
  mountPath: /host/run
  readOnly: true
- name: host-etc
  mountPath: /host/etc
  readOnly: true
- name: run
  mountPath: /run
- name: token
  mountPath: /etc/telovix-sensor/token
  readOnly: true
{{- with include "telovix-sensor.caMount" . }}
{{ . }}
{{- end }}
{{- end -}}

{{- define "telovix-sensor.volumes" -}}
- name: proc
  hostPath: { path: /proc, type: Directory }
- name: sys
  hostPath: { path: /sys, type: Directory }
- name: bpf
  hostPath: { path: /sys/fs/bpf, type: Directory }
- name: host-run
  hostPath: { path: /run, type: Directory }
- name: host-etc
  hostPath: { path: /etc, type: Directory }
- name: state
  hostPath: { path: /var/lib/telovix-sensor, type: DirectoryOrCreate }
- name: run
  emptyDir:
    medium: Memory
    sizeLimit: 64Mi
- name: token
  secret:
    secretName: {{ include "telovix-sensor.tokenSecret" . }}
    defaultMode: 0400
    items: [{ key: enrollmentToken, path: enrollmentToken }]
{{- with include "telovix-sensor.caVolume" . }}
{{ . }}
{{- end }}
{{- end -}}

{{- define "telovix-sensor.caMount" -}}
{{- if .Values.sensor.consoleCaCert -}}
- name: ca
  mountPath: /etc/telovix-sensor/ca
  readOnly: true
{{- end }}
{{- end -}}

{{- define "telovix-sensor.caVolume" -}}
{{- if .Values.sensor.consoleCaCert -}}
- name: ca
  configMap:
    name: {{ include "telovix-sensor.fullname" . }}
    items: [{ key: ca.pem, path: ca.pem }]
{{- end }}
{{- end -}}
