namespace CityOps.Simulators;

/// <summary>The broker was not there, or did not want us, when the city first connected.</summary>
public sealed class BrokerUnreachableException : Exception
{
    public BrokerUnreachableException(string host, int port, Exception inner)
        : base($"No MQTT broker answers at {host}:{port} ({(inner.InnerException ?? inner).Message.TrimEnd('.')}). Is it running, and are host, port, user and password right?", inner)
    {
    }
}
