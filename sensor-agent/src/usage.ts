export const usage = `telovix-sensor – watches this host and reports to a Telovix Console

  telovix-sensor run                    enrolls if needed, watches and reports
  telovix-sensor enroll --console URL --ca-cert FILE --token-file F [--role R] [--name N]
                 [--tags k:v,k:v] [--flavor standard|telecom] [--cluster-name C]
                 [--ephemeral [--remove-after SECONDS]]
  telovix-sensor status [--json]        what the running sensor is doing
  telovix-sensor check [--json] [--console URL]   can this host run the sensor?
  telovix-sensor logout                 says goodbye to the Console and forgets the identity
  telovix-sensor bpf-init               in a pod, before run: mounts bpffs, removes stale pins,
                                        sets the certificate aside when the token changed
  telovix-sensor version

  --ephemeral        this host comes and goes: the sensor leaves the Console when it is stopped,
                     and is removed --remove-after seconds after it fell silent
  --state DIR|mem:   where the identity is kept; mem: keeps it in memory, and is ephemeral
  --config DIR       where sensor.json and the Console CA are (default /etc/telovix-sensor)
  --keep-identity    logout says goodbye and keeps certificate and key: the sensor is the same one
                     when it starts again
  --health-port P    serves /livez and /readyz on 127.0.0.1

In Kubernetes, set by the Helm chart:
  --kubernetes       this is a pod: facts of its Node are reported
  --node-name, --namespace, --pod-name, --install-id
  --startup-gate [--startup-gate-seconds S]   takes the taint telovix.io/sensor-not-ready off the
                     Node when the programs are attached and the Console has acknowledged a
                     heartbeat, or S seconds after the start (default 120)

HTTPS_PROXY and NO_PROXY are honored on the way to the Console.
Every option also reads TELOVIX_<OPTION>; the token also TELOVIX_TOKEN.
Exit codes: 0 done, 2 usage, 3 pre-flight failed, 4 enrollment refused, 5 Console unreachable.
`;
