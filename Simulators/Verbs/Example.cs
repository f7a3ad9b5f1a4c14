namespace CityOps.Simulators.Verbs;

/// <summary>A line of the help that can be typed as it stands.</summary>
/// <param name="Words">What stands after the program's name, the verb included.</param>
/// <param name="Does">What it does, in a few words.</param>
sealed record Example(string Words, string Does);
