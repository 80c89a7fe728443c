{{/* The Console's address, without the slash that people end it with. */}}
{{- define "telovix-sensor.consoleUrl" -}}
{{- .Values.sensor.consoleUrl | trimSuffix "/" -}}
{{- end -}}

{{- define "telovix-sensor.consolePort" -}}
{{- include "telovix-sensor.consoleUrl" . | regexFind ":[0-9]+$" | trimPrefix ":" | default "443" -}}
{{- end -}}

{{/* The Console's registry. With its port always: a name without dot and port is a folder of Docker Hub. */}}
{{- define "telovix-sensor.registry" -}}
{{- $host := include "telovix-sensor.consoleUrl" . | trimPrefix "https://" | trimSuffix (printf ":%s" (include "telovix-sensor.consolePort" .)) -}}
{{- printf "%s:%s" $host (include "telovix-sensor.consolePort" .) -}}
{{- end -}}

{{/* Port of the Console that enrolls. */}}
{{- define "telovix-sensor.enrollPort" -}}
{{- default (include "telovix-sensor.consolePort" .) .Values.networkPolicy.enrollPort | int -}}
{{- end -}}

{{- define "telovix-sensor.imageRepository" -}}
{{- default (printf "%s/telovix/sensor" (include "telovix-sensor.registry" .)) .Values.image.repository -}}
{{- end -}}

{{/* The image: by digest where one is given, because a digest cannot be moved. */}}
{{- define "telovix-sensor.image" -}}
{{- $repository := include "telovix-sensor.imageRepository" . -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Where the webhook asks: the API server allows no query in it. */}}
{{- define "telovix-sensor.reviewUrl" -}}
{{- $console := default .Values.sensor.consoleUrl .Values.admission.consoleUrl | trimSuffix "/" -}}
{{- printf "%s/admission/v1/clusters/%s/review" $console .Values.clusterName -}}
{{- end -}}

{{/* Made of what stays the same for the life of a release, so that GitOps sees no change in it. */}}
{{- define "telovix-sensor.installId" -}}
{{- printf "%s/%s/%s" .Release.Namespace .Release.Name .Values.clusterName | sha256sum | trunc 32 -}}
{{- end -}}

{{/* What the pods read when they start: a change of it starts them anew. */}}
{{- define "telovix-sensor.config" -}}
consoleUrl: {{ include "telovix-sensor.consoleUrl" . | quote }}
clusterName: {{ .Values.clusterName | quote }}
installId: {{ include "telovix-sensor.installId" . | quote }}
{{- with .Values.sensor.consoleCaCert }}
ca.pem: {{ printf "%s\n" (trim .) | quote }}
{{- end }}
{{- end -}}
