namespace CityOps.Simulators.Faults.Steps;

/// <summary>Keeps everything while it cannot send, and sends it together when it can: so many records a message.</summary>
sealed class KeepStep(StepContext context) : IFaultStep
{
    readonly List<DeviceMessage> kept = [];

    public void Take(DeviceMessage message, List<DeviceMessage> into) => kept.Add(message);

    public void End(List<DeviceMessage> into)
    {
        var together = kept.SelectMany(m => m.Records).Chunk((int)context.Fault.Size);
        into.AddRange(together.Select(records => kept[0] with { Records = records }));
        kept.Clear();
    }
}
