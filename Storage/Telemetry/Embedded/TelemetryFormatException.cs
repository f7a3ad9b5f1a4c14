namespace CityOps.Storage.Telemetry.Embedded;

/// <summary>
/// The file cannot be read by this version: it was written by a newer one, or is something else. Its message is a sentence
/// for the operator; the file has not been touched.
/// </summary>
public sealed class TelemetryFormatException : Exception
{
    public TelemetryFormatException(string message)
        : base(message)
    {
    }

    public TelemetryFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
