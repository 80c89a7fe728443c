{{- define "telovix-sensor.validateAdmission" -}}
{{- with .Values.admission -}}
{{- if .enabled -}}
{{- if not $.Values.clusterName -}}
{{- fail "clusterName is required with admission.enabled: the Console's rules are asked for by it. Add --set clusterName=<name>" -}}
{{- end -}}
{{- if .consoleUrl -}}
{{- include "telovix-sensor.validateUrl" (dict "name" "admission.consoleUrl" "url" .consoleUrl) -}}
{{- end -}}
{{- if contains "-----BEGIN" (default "" .caBundle) -}}
{{- fail "admission.caBundle is a PEM certificate, and accepts it in base64. Copy the base64 from Settings > Console > CA Certificate, or run base64 -w0 console-ca.pem" -}}
{{- end -}}
{{- if and .caBundle (not (contains "-----BEGIN CERTIFICATE-----" (b64dec .caBundle))) -}}
{{- fail "admission.caBundle accepts the base64 of a PEM certificate. Copy it from Settings > Console > CA Certificate" -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
