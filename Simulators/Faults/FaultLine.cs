namespace CityOps.Simulators.Faults;

/// <summary>The faults that run at one device, in their order. Used by one loop.</summary>
sealed class FaultLine
{
    readonly List<(Fault Fault, IFaultStep Step)> steps = [];

    public bool IsEmpty => steps.Count == 0;

    public void Add(Fault fault, IFaultStep step)
    {
        var at = steps.FindIndex(one => one.Fault.Kind.Stage > fault.Kind.Stage);
        steps.Insert(at < 0 ? steps.Count : at, (fault, step));
    }

    /// <summary>What goes out instead of a message.</summary>
    public List<DeviceMessage> Send(DeviceMessage message) => Through(0, [message]);

    /// <summary>Ends a fault here; what it held goes through those behind it.</summary>
    public List<DeviceMessage> Remove(Fault fault)
    {
        var at = steps.FindIndex(one => one.Fault == fault);
        if (at < 0)
        {
            return [];
        }

        List<DeviceMessage> held = [];
        steps[at].Step.End(held);
        steps.RemoveAt(at);
        return Through(at, held);
    }

    List<DeviceMessage> Through(int from, List<DeviceMessage> messages)
    {
        for (var i = from; i < steps.Count; i++)
        {
            List<DeviceMessage> next = [];
            messages.ForEach(message => steps[i].Step.Take(message, next));
            messages = next;
        }

        return messages;
    }
}
