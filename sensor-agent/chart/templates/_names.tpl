{{/* The chart's name: also the label that `kubectl -l app.kubernetes.io/name=…` asks for. */}}
{{- define "telovix-sensor.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Name of every object: the release's, with the chart's when it does not say it already. */}}
{{- define "telovix-sensor.fullname" -}}
{{- $name := include "telovix-sensor.name" . -}}
{{- $made := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- default $made .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{/* Never changes in the life of a release: a DaemonSet's selector is immutable. */}}
{{- define "telovix-sensor.selectorLabels" -}}
app.kubernetes.io/name: {{ include "telovix-sensor.name" . | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end -}}

{{- define "telovix-sensor.sharedLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/component: sensor
app.kubernetes.io/part-of: telovix
app.kubernetes.io/managed-by: {{ .Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" | quote }}
{{- end -}}

{{- define "telovix-sensor.labels" -}}
{{ include "telovix-sensor.selectorLabels" . }}
{{ include "telovix-sensor.sharedLabels" . }}
{{- end -}}

{{/* Secret with the key `enrollmentToken`. Not `…-token`: that is what people call their own. */}}
{{- define "telovix-sensor.tokenSecret" -}}
{{- default (printf "%s-enrollment" (include "telovix-sensor.fullname" .)) .Values.sensor.existingSecret -}}
{{- end -}}

{{- define "telovix-sensor.priorityClass" -}}
{{- $own := printf "%s-priority" (include "telovix-sensor.fullname" .) -}}
{{- default (ternary $own "" .Values.priorityClass.create) .Values.priorityClass.name -}}
{{- end -}}
