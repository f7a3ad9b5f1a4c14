namespace CityOps.Simulators.Faults.Steps;

/// <summary>Loses messages on the way; the device counted them.</summary>
sealed class LossStep(StepContext context) : IFaultStep
{
    public void Take(DeviceMessage message, List<DeviceMessage> into)
    {
        if (context.Hits(message))
        {
            context.Lose(message);
        }
        else
        {
            into.Add(message);
        }
    }
}
