namespace CityOps.Simulators.Incidents;

/// <summary>An incident cannot be made as asked. The message is a sentence that says why and what would do.</summary>
public sealed class IncidentRefusedException : Exception
{
    public IncidentRefusedException(string message)
        : base(message)
    {
    }
}
