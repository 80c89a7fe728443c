/** A Deployment that many rules have something to say about. */
export const exampleYaml = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      hostNetwork: true
      initContainers:
        - name: migrate
          image: registry.example.com/shop/migrate:1.8.2
          resources:
            limits:
              cpu: 200m
              memory: 128Mi
      containers:
        - name: web
          image: nginx:latest
          securityContext:
            privileged: true
        - name: metrics
          image: registry.example.com/tools/exporter:2.4.0
          resources:
            limits:
              cpu: 100m
              memory: 64Mi
`;
