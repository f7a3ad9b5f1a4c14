namespace CityOps.Simulators.Faults.Steps;

/// <summary>Sends messages again, byte by byte the same.</summary>
sealed class CopyStep(StepContext context) : IFaultStep
{
    public void Take(DeviceMessage message, List<DeviceMessage> into)
    {
        into.Add(message);
        if (context.Hits(message))
        {
            into.AddRange(Enumerable.Repeat(message with { IsCopy = true }, (int)context.Fault.Size));
        }
    }
}
