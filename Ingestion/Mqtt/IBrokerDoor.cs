namespace CityOps.Ingestion.Mqtt;

/// <summary>
/// The way in for messages: our own broker, or our connection to one elsewhere. Opened when everything behind it runs, and closed
/// before anything of that stops. <see cref="State"/> may be read from anywhere.
/// </summary>
public interface IBrokerDoor
{
    DoorState State { get; }

    /// <summary>Returns when messages may come; a broker elsewhere is looked for from then on.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">Our own broker cannot listen on its port.</exception>
    Task OpenAsync();

    /// <summary>Takes nothing more; what was taken is acknowledged as far as it is committed within a few seconds.</summary>
    /// <exception cref="SessionTakenOverException">It had closed by itself, and why.</exception>
    Task CloseAsync();
}

/// <summary>How it stands with the broker.</summary>
/// <param name="IsUp">Messages come in.</param>
/// <param name="Since">The start of our broker, the last (re)connect to another, or the beginning of the trouble; Unix ms.</param>
/// <param name="Text">For a person, in English: what works, or what is wrong.</param>
/// <param name="Numbers">By one of the names below; a kind of broker has only those that it knows.</param>
public sealed record DoorState(bool IsUp, long Since, string Text, IReadOnlyDictionary<string, double> Numbers)
{
    /// <summary>Clients connected to our own broker.</summary>
    public const string Connections = "connections";

    /// <summary>Attempts at our own broker to connect, publish or subscribe without the right to; since the start.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Connections to a broker elsewhere after the first one; since the start.</summary>
    public const string Reconnects = "reconnects";

    /// <summary>Messages that a broker elsewhere has sent us and that we have not acknowledged yet.</summary>
    public const string Unacknowledged = "unacknowledged";
}
