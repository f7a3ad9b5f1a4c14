namespace CityOps.Simulators.Faults.Steps;

/// <summary>Sends many messages where one is due, each with its own number and a millisecond after the last.</summary>
sealed class StormStep(StepContext context) : IFaultStep
{
    public void Take(DeviceMessage message, List<DeviceMessage> into)
    {
        into.Add(message);
        for (var n = 1; n < context.Fault.Size; n++)
        {
            var one = message.Last;
            into.Add(message with { Records = [one with { At = one.At + n, Ts = one.Ts + n, Seq = context.NextSeq() }] });
        }
    }
}
