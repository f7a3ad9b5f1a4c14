namespace CityOps.Simulators;

/// <summary>No broker was there when the city first connected.</summary>
public sealed class BrokerUnreachableException : Exception
{
    public BrokerUnreachableException(string host, int port, Exception inner)
        : base($"No MQTT broker answers at {host}:{port} ({Reason(inner)}). Is it running, and are host and port right?", inner)
    {
    }

    static string Reason(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
