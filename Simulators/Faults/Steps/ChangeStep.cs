namespace CityOps.Simulators.Faults.Steps;

/// <summary>Changes some messages, each by itself, and hands on all.</summary>
sealed class ChangeStep(StepContext context, Func<DeviceMessage, DeviceMessage> change) : IFaultStep
{
    public void Take(DeviceMessage message, List<DeviceMessage> into) => into.Add(context.Hits(message) ? change(message) : message);
}
