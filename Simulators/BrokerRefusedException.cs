namespace CityOps.Simulators;

/// <summary>The broker answered the first connection, and does not want us: trying again would change nothing.</summary>
public sealed class BrokerRefusedException : Exception
{
    public BrokerRefusedException(string host, int port, Exception inner)
        : base($"The MQTT broker at {host}:{port} {inner.Message}", inner)
    {
    }
}
