namespace CityOps.Simulators.Faults.Steps;

/// <summary>Shows what it showed first for as long as the fault lasts.</summary>
sealed class StuckStep : IFaultStep
{
    double[]? held;

    public void Take(DeviceMessage message, List<DeviceMessage> into)
    {
        held ??= message.First.Values;
        into.Add(message.WithValues((_, i) => held[i]));
    }
}
