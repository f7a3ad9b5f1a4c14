namespace CityOps.Simulators.Incidents;

/// <summary>What an incident does to one quantity of a device: at its height the ordinary value has become <c>Times × value + Add</c>.</summary>
readonly record struct Push(string Quantity, double Times, double Add)
{
    /// <summary>Whatever it was, it becomes this.</summary>
    public static Push To(string quantity, double target) => new(quantity, 0, target);

    public static Push By(string quantity, double times) => new(quantity, times, 0);

    public static Push Plus(string quantity, double add) => new(quantity, 1, add);

    /// <param name="strength">0 not at all to 1 fully.</param>
    public double Move(double ordinary, double strength) => ordinary + ((Times - 1) * ordinary + Add) * strength;
}
