{{/*
A name without a value, such as one whose lines are all comments, takes its default away, and leaves
nothing that a template could read.
*/}}
{{- define "telovix-sensor.validatePresent" -}}
{{- range $name := list "sensor" "image" "imagePullSecret" "resources" "updateStrategy" "priorityClass" "networkPolicy" "openshift" "startupGate" "admission" "flavor" "healthPort" "terminationGracePeriodSeconds" -}}
{{- if not (hasKey $.Values $name) -}}
{{- fail (printf "%s has no value. Leave the line out to keep its default" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
