{{- define "telovix-sensor.validateImage" -}}
{{- with .Values.image -}}
{{- if and .digest (not (regexMatch `^sha256:[0-9a-f]{64}$` .digest)) -}}
{{- fail (printf "image.digest is %q, and accepts sha256: and 64 hexadecimal digits. skopeo inspect shows it" .digest) -}}
{{- end -}}
{{- if and .digest .tag -}}
{{- fail (printf "image.tag and image.digest are both set, and the digest would decide. To take the tag %s, add --set image.digest=" .tag) -}}
{{- end -}}
{{- if regexMatch `^[a-z]+://|\s` (default "" .repository) -}}
{{- fail (printf "image.repository is %q, and accepts <host>:<port>/<path> without https://. Leave it empty for the Console's own registry" .repository) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "telovix-sensor.validatePod" -}}
{{- range $name := list "app.kubernetes.io/name" "app.kubernetes.io/instance" -}}
{{- if hasKey (default dict $.Values.podLabels) $name -}}
{{- fail (printf "podLabels has %s, which the DaemonSet selects its pods by. Use another label" $name) -}}
{{- end -}}
{{- end -}}
{{- $surge := dig "rollingUpdate" "maxSurge" 0 .Values.updateStrategy | toString -}}
{{- if not (has $surge (list "0" "0%")) -}}
{{- fail (printf "updateStrategy.rollingUpdate.maxSurge is %s, and accepts 0: a node holds one sensor. Use maxUnavailable" $surge) -}}
{{- end -}}
{{- if gt (int64 .Values.priorityClass.value) 1000000000 -}}
{{- fail (printf "priorityClass.value is %d, and accepts at most 1000000000: Kubernetes reserves what is above. Lower it" (int64 .Values.priorityClass.value)) -}}
{{- end -}}
{{- if and .Values.priorityClass.create (hasPrefix "system-" (default "" .Values.priorityClass.name)) -}}
{{- fail (printf "priorityClass.name is %q, and Kubernetes reserves names that begin with system-. To use that class, add --set priorityClass.create=false" .Values.priorityClass.name) -}}
{{- end -}}
{{- include "telovix-sensor.validatePriority" . -}}
{{- range .Values.extraEnv -}}
{{- if regexMatch (include "telovix-sensor.ownVariables" $) .name -}}
{{- fail (printf "extraEnv has %s, which the chart sets from its own values. helm show values telovix/telovix-sensor lists them" .name) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* An upgrade would stop half-way: Kubernetes does not change the value of a class. */}}
{{- define "telovix-sensor.validatePriority" -}}
{{- if .Values.priorityClass.create -}}
{{- $name := include "telovix-sensor.priorityClass" . -}}
{{- $value := int64 .Values.priorityClass.value -}}
{{- with lookup "scheduling.k8s.io/v1" "PriorityClass" "" $name -}}
{{- if ne (int64 .value) $value -}}
{{- fail (printf "priorityClass.value is %d, and the PriorityClass %s has %d already, which Kubernetes does not change. Give the class another name: --set priorityClass.name=%s-%d" $value $name (int64 .value) $name $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Variables that follow from values; others of the sensor's options may be set. */}}
{{- define "telovix-sensor.ownVariables" -}}
^TELOVIX_(CONSOLE|CLUSTER_NAME|INSTALL_ID|FLAVOR|ROLE|TAGS|NODE_NAME|NAME|NAMESPACE|POD_NAME|TOKEN|TOKEN_FILE|CA_CERT|STATE|CONFIG|KUBERNETES|KEEP_IDENTITY|HEALTH_PORT|STARTUP_GATE|STARTUP_GATE_SECONDS)$
{{- end -}}
