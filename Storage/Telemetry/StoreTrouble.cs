namespace CityOps.Storage.Telemetry;

/// <summary>Why a store takes or keeps nothing.</summary>
/// <param name="Since">When the first attempt began that failed, Unix ms.</param>
/// <param name="Text">A sentence for the health page.</param>
public sealed record StoreTrouble(long Since, string Text);
