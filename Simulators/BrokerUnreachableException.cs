namespace CityOps.Simulators;

/// <summary>The broker was not there, or did not want us, when the city first connected.</summary>
public sealed class BrokerUnreachableException : Exception
{
    public BrokerUnreachableException(string host, int port, Exception inner)
        : base($"No MQTT broker answers at {host}:{port} ({Reason(inner)}). Is it running, and are host, port, user and password right?", inner)
    {
    }

    static string Reason(Exception e) => (e.InnerException ?? e).Message.TrimEnd('.');
}
