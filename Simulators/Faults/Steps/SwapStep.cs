namespace CityOps.Simulators.Faults.Steps;

/// <summary>Lets a message be overtaken by the next one.</summary>
sealed class SwapStep(StepContext context) : IFaultStep
{
    DeviceMessage? overtaken;

    public void Take(DeviceMessage message, List<DeviceMessage> into)
    {
        if (overtaken is null && context.Hits(message))
        {
            overtaken = message;
            return;
        }

        into.Add(message);
        End(into);
    }

    public void End(List<DeviceMessage> into)
    {
        if (overtaken is not null)
        {
            into.Add(overtaken);
            overtaken = null;
        }
    }
}
