namespace CityOps.Storage.Telemetry;

/// <summary>
/// A store could not take or answer something. Its message is a sentence for the health page: what is wrong, where, and what
/// to look at. It never holds a secret.
/// </summary>
public sealed class TelemetryStoreException : Exception
{
    public TelemetryStoreException(string message, TimeSpan pauseAtLeast = default, Exception? innerException = null)
        : base(message, innerException) => PauseAtLeast = pauseAtLeast;

    /// <summary>To try again sooner than this would only be a burden. Zero = the caller's own back-off decides.</summary>
    public TimeSpan PauseAtLeast { get; }

    /// <summary>We are known, and may not do this.</summary>
    internal bool IsForbidden { get; init; }
}
